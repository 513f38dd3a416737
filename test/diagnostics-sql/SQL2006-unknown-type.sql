CREATE TABLE user (
  id bigint PRIMARY KEY,
  name varcahr(64)
);
