CREATE TABLE user (id bigint PRIMARY KEY);
CREATE TABLE user (id bigint PRIMARY KEY, name text);
