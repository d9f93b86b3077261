import { Initial } from './1795219944026-Initial';
import { Search } from './1795219944027-Search';
import { Rollups } from './1795703943267-Rollups';

/** All migrations, oldest first. A file once released is never changed. */
export const MIGRATIONS = [Initial, Search, Rollups];
