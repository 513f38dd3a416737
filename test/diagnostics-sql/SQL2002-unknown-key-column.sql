CREATE TABLE user (
  id bigint PRIMARY KEY,
  username varchar(64) NOT NULL,
  UNIQUE KEY uk_name (user_name),
  KEY idx_email (email)
);
ALTER TABLE user DROP COLUMN usernam;
