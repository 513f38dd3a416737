CREATE TABLE user (id bigint PRIMARY KEY, name varchar(64));
ALTER TABLE user RENAME COLUMN name TO username;
