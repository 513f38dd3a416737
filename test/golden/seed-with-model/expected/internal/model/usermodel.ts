// Code scaffolded by tsgoctl. Safe to edit.

import { DefaultUserModel } from "./usermodel_gen.ts";

/** Queries of table user beyond those by its keys go here. */
export class UserModel extends DefaultUserModel {}
