CREATE TABLE user (
  id bigint PRIMARY KEY,
  name varchar(10) NOT NULL DEFAULT 'x,
  age int
);
