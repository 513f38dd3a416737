CREATE TABLE place (id bigint PRIMARY KEY, path varchar(20) DEFAULT 'C:\');
