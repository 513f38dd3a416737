CREATE TABLE member (
  team_id bigint NOT NULL,
  user_id bigint NOT NULL,
  nick varchar(32) NOT NULL,
  deleted_at datetime DEFAULT NULL,
  PRIMARY KEY (team_id, user_id),
  UNIQUE KEY uk_nick (nick)
);
CREATE TABLE colour (
  name enum('red', 'green') NOT NULL PRIMARY KEY,
  hex char(6) NOT NULL
);
