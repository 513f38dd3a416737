CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64), UNIQUE KEY by_name (name));
ALTER TABLE user DROP KEY byname;
DROP INDEX IF EXISTS other ON user;
