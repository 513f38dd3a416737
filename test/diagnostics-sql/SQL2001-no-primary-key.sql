CREATE TABLE log_line (
  text varchar(100) NOT NULL,
  UNIQUE KEY (text)
);
