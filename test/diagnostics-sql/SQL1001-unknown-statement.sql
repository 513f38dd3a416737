CREAT TABLE user (id bigint PRIMARY KEY);
CREATE TABEL city (id bigint PRIMARY KEY);
CREATE TABLE town (id bigint PRIMARY KEY);
