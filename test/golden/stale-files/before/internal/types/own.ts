// The user has taken this file over.

export interface OwnReq {}
