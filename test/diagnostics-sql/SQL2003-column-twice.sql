CREATE TABLE user (
  id bigint PRIMARY KEY,
  name varchar(64),
  Name varchar(32)
);
