CREATE TABLE user (id bigint PRIMARY KEY);
/* the rest
CREATE TABLE city (id bigint PRIMARY KEY);
