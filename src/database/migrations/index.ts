import { Initial } from './1795219944026-Initial';
import { Search } from './1795219944027-Search';
import { Rollups } from './1795703943267-Rollups';
import { DescendingOrders } from './1795708078930-DescendingOrders';
import { LotCodesAndDaysToBid } from './1795708149536-LotCodesAndDaysToBid';
import { SearchOrder } from './1795710852335-SearchOrder';
import { RankedGroups } from './1795716883334-RankedGroups';
import { KeptOrders } from './1795718341305-KeptOrders';
import { SearchByDay } from './1795718893574-SearchByDay';
import { OrderedGross } from './1795719373251-OrderedGross';
import { NarrowIndexes } from './1795720379724-NarrowIndexes';
import { LateIndexes } from './1795722645716-LateIndexes';
import { RollupCells } from './1795730618148-RollupCells';
import { ShortestTimesToBid } from './1795733500000-ShortestTimesToBid';
import { BidFigures } from './1795735494074-BidFigures';
import { SearchWords } from './1795740000000-SearchWords';
import { LotSuitability } from './1795744590253-LotSuitability';
import { StatusUnderCodes } from './1795746079059-StatusUnderCodes';
import { IssueCounts } from './1795746821853-IssueCounts';
import { BidFiguresOfProcesses } from './1795747512215-BidFiguresOfProcesses';
import { FewestBids } from './1795763280537-FewestBids';
import { OpenTenders } from './1795764460187-OpenTenders';
import { NameBeginnings } from './1795773321199-NameBeginnings';
import { SearchTerms } from './1795788000000-SearchTerms';
import { TitleWords } from './1795794400000-TitleWords';
import { LotsForSmes } from './1795794558865-LotsForSmes';

/** All migrations, oldest first. A file once released is never changed. */
export const MIGRATIONS = [Initial, Search, Rollups, DescendingOrders, LotCodesAndDaysToBid, SearchOrder, RankedGroups, KeptOrders, SearchByDay, OrderedGross, NarrowIndexes, LateIndexes, RollupCells, ShortestTimesToBid, BidFigures, SearchWords, LotSuitability, StatusUnderCodes, IssueCounts, BidFiguresOfProcesses, FewestBids, OpenTenders, NameBeginnings, SearchTerms, TitleWords, LotsForSmes];
