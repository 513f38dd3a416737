CREATE TABLE user_log (id bigint PRIMARY KEY);
CREATE TABLE userlog (id bigint PRIMARY KEY);
