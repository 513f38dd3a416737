CREATE TABLE user (id bigint PRIMARY KEY);
CALL add_column_if_missing('user', 'name');
