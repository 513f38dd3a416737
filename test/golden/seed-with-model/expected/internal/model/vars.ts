// Code scaffolded by tsgoctl. Safe to edit.

export { ErrNotFound } from "../runtime/database/database.ts";
