CREATE TABLE user (
  id bigint PRIMARY KEY,
  user_name varchar(64),
  userName varchar(64)
);
