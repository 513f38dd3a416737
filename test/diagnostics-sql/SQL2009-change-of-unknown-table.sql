CREATE TABLE users (id bigint PRIMARY KEY, name varchar(64));
ALTER TABLE user ADD UNIQUE KEY (name);
CREATE UNIQUE INDEX uk ON elsewhere (name);
