CREATE TABLE user (
  id bigint NOT NULL AUTO_INCREMENT,
  name varchar(10,,2) NOT NULL,
  email NOT NULL,
  condition int,
  age int NOTNULL,
  PRIMARY KEY (id)
);

CREATE TABLE city (
  id bigint PRIMARY KEY，
  name text
);

CREATE TABLE town (id bigint PRIMARY KEY;

CREATE TABLE village (id bigint PRIMARY KEY)
