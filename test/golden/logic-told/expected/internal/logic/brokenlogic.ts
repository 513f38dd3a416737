// Code scaffolded by tsgoctl. Safe to edit.

export class Broken {
<<<<<<< HEAD
  async broken(): Promise<void> {}
=======
