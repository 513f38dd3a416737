import type { Example } from "./example.ts";
import { lines } from "./example.ts";

/** DDL with a problem and without. */
export const sqlExamples = {
  SQL1001: {
    wrong: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", ");"),
    right: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY", ");"),
  },
  SQL1002: {
    wrong: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varchar(10) NOT NULL DEFAULT 'x", ");"),
    right: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varchar(10) NOT NULL DEFAULT 'x'", ");"),
  },
  SQL2001: {
    wrong: lines("CREATE TABLE user (", "  id bigint NOT NULL", ");"),
    right: lines("CREATE TABLE user (", "  id bigint NOT NULL,", "  PRIMARY KEY (id)", ");"),
  },
  SQL2002: {
    wrong: lines(
      "CREATE TABLE user (",
      "  id bigint PRIMARY KEY,",
      "  username varchar(64) NOT NULL,",
      "  UNIQUE KEY uk_name (user_name)",
      ");",
    ),
    right: lines(
      "CREATE TABLE user (",
      "  id bigint PRIMARY KEY,",
      "  username varchar(64) NOT NULL,",
      "  UNIQUE KEY uk_name (username)",
      ");",
    ),
  },
  SQL2005: {
    wrong: lines(
      "CREATE TABLE user (",
      "  id bigint PRIMARY KEY,",
      "  user_name varchar(64),",
      "  userName varchar(64)",
      ");",
    ),
    right: lines(
      "CREATE TABLE user (",
      "  id bigint PRIMARY KEY,",
      "  user_name varchar(64),",
      "  nick_name varchar(64)",
      ");",
    ),
  },
  SQL2006: {
    wrong: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varcahr(64)", ");"),
    right: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varchar(64)", ");"),
  },
  SQL2007: {
    wrong: lines(
      "CREATE TABLE member (",
      "  user_id bigint PRIMARY KEY,",
      "  team_id bigint,",
      "  PRIMARY KEY (team_id)",
      ");",
    ),
    right: lines(
      "CREATE TABLE member (",
      "  user_id bigint,",
      "  team_id bigint,",
      "  PRIMARY KEY (user_id, team_id)",
      ");",
    ),
  },
  SQL2008: {
    wrong: lines("CREATE TABLE report AS SELECT 1 AS one;"),
    right: lines("CREATE TABLE report (", "  one int PRIMARY KEY", ");"),
  },
  SQL2009: {
    wrong: lines(
      "CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64));",
      "ALTER TABLE users ADD UNIQUE KEY (name);",
    ),
    right: lines(
      "CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64));",
      "ALTER TABLE user ADD UNIQUE KEY (name);",
    ),
  },
  SQL2003: {
    wrong: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varchar(64),", "  Name varchar(64)", ");"),
    right: lines("CREATE TABLE user (", "  id bigint PRIMARY KEY,", "  name varchar(64)", ");"),
  },
  SQL2004: {
    wrong: lines("CREATE TABLE user (id bigint PRIMARY KEY);", "CREATE TABLE user (id bigint PRIMARY KEY, name text);"),
    right: lines("CREATE TABLE user (id bigint PRIMARY KEY, name text);"),
  },
  SQL2010: {
    wrong: lines(
      "CREATE TABLE log (id bigint PRIMARY KEY);",
      "ALTER TABLE log CONVERT PARTITION old TO TABLE old_log;",
    ),
    right: lines("CREATE TABLE log (id bigint PRIMARY KEY);", "CREATE TABLE old_log (id bigint PRIMARY KEY);"),
  },
  SQL2011: {
    wrong: lines("CREATE TABLE user_log (id bigint PRIMARY KEY);", "CREATE TABLE userlog (id bigint PRIMARY KEY);"),
    right: lines("CREATE TABLE user_log (id bigint PRIMARY KEY);", "CREATE TABLE login (id bigint PRIMARY KEY);"),
  },
  SQL2012: {
    wrong: lines("INSERT INTO user VALUES (1, 'a');"),
    right: lines("CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64));"),
  },
  SQL2040: {
    wrong: lines("CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64) UNIQUE);", "DROP INDEX nam ON user;"),
    right: lines("CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64) UNIQUE);", "DROP INDEX name ON user;"),
  },
  SQL2041: {
    wrong: lines(
      "CREATE TABLE user (id bigint PRIMARY KEY);",
      "PREPARE change FROM 'ALTER TABLE user ADD name varchar(64)';",
      "EXECUTE change;",
    ),
    right: lines("CREATE TABLE user (id bigint PRIMARY KEY);", "ALTER TABLE user ADD name varchar(64);"),
  },
} satisfies Readonly<Record<string, Example>>;
