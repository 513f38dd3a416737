CREATE TABLE user (
  id bigint PRIMARY KEY,
  name varchar(64),
  PRIMARY KEY (name)
);
