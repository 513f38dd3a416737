// Code scaffolded by tsgoctl. Safe to edit.
import type * as types from '../types/types.ts'
import type { ListReq } from '../types/types.ts'

export class ListItemsLogic {
	constructor(_ctx: unknown, _svcCtx: unknown) {}

	listItems = async (req: ListReq): Promise<types.Item[]> => [{ id: 1, title: 'book' }]
}
