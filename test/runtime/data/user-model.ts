import type { SqlTransaction } from "../../../templates/runtime/database/database.ts";

/** The seed's table as MySQL is told of it, and its model as the generator writes it. */
export const userDdl =
  "create table `user` (`id` bigint not null auto_increment, `username` varchar(64) not null, " +
  "`password` varchar(128) not null, `role` varchar(16) not null default 'user', " +
  "`create_time` timestamp not null default current_timestamp, " +
  "`update_time` timestamp not null default current_timestamp on update current_timestamp, " +
  "primary key (`id`), unique key `uk_username` (`username`))";

export interface User {
  id: number;
  username: string;
  password: string;
  role: string;
  createTime: Date;
  updateTime: Date;
}

export interface UserModel {
  insert(row: { username: string; password: string; role?: string }): Promise<number>;
  findOne(id: number, signal?: AbortSignal): Promise<User | undefined>;
  findOneByUsername(username: string, signal?: AbortSignal): Promise<User | undefined>;
  update(row: User): Promise<void>;
  delete(id: number): Promise<void>;
  withSession(session: SqlTransaction): UserModel;
  transact<Result>(work: (model: UserModel, session: SqlTransaction) => Promise<Result>): Promise<Result>;
}
