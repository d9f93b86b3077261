/** TypeORM entities that are GraphQL types at once, as the manuals of TypeORM and TypeGraphQL show them. */
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

const TIME = process.env.DATABASE!.startsWith('postgres:') ? 'timestamptz' : 'datetime';
const text = { type: 'text', nullable: true } as const;
const float = { type: 'float', nullable: true } as const;
const time = (name: string) => ({ type: TIME, nullable: true, name }) as const;
const nullable = { nullable: true };

@Directive('@key(fields: "ppon")')
@ObjectType()
@Entity('organization')
export class Organization {
  @Field(() => ID) @PrimaryColumn('int') id: number;
  @Field() @Column('text') ppon: string;
  @Field() @Column('text') name: string;
  @Column({ type: 'boolean', name: 'is_buyer' }) isBuyer: boolean;
}

@Directive('@key(fields: "ocid")')
@ObjectType()
@Entity('tender')
export class Tender {
  @Field(() => ID) @PrimaryColumn('int') id: number;
  @Field() @Column('text') ocid: string;
  @Field() @Column({ type: TIME }) date: Date;
  @Column({ type: 'int', name: 'buyer_id' }) buyerId: number;
  @Field() @Column('text') title: string;
  @Field(() => String, nullable) @Column(text) description: string | null;
  @Field(() => String, nullable) @Column(text) status: string | null;
  @Field(() => String, nullable) @Column(text) category: string | null;
  @Field(() => String, nullable) @Column({ ...text, name: 'procurement_method' }) procurementMethod: string | null;
  @Field(() => Float, nullable) @Column({ ...float, name: 'value_amount' }) amount: number | null;
  @Field(() => String, nullable) @Column(text) currency: string | null;
}

@ObjectType()
@Entity('lot')
export class Lot {
  @Field(() => ID) @PrimaryColumn('int') id: number;
  @Column({ type: 'int', name: 'tender_id' }) tenderId: number;
  @Field() @Column({ type: 'text', name: 'lot_no' }) lotNo: string;
  @Field(() => String, nullable) @Column(text) title: string | null;
  @Field(() => String, nullable) @Column(text) status: string | null;
  @Field(() => Float, nullable) @Column({ ...float, name: 'value_amount' }) amount: number | null;
  @Field(() => String, nullable) @Column(text) currency: string | null;
  @Field(() => Date, nullable) @Column(time('start_date')) startDate: Date | null;
  @Field(() => Date, nullable) @Column(time('end_date')) endDate: Date | null;
}

@ObjectType()
@Entity('award')
export class Award {
  @Field(() => ID) @PrimaryColumn('int') id: number;
  @Column({ type: 'int', name: 'tender_id' }) tenderId: number;
  @Field() @Column({ type: 'text', name: 'award_no' }) awardNo: string;
  @Field(() => String, nullable) @Column(text) title: string | null;
  @Field(() => String, nullable) @Column(text) status: string | null;
  @Field(() => Date, nullable) @Column(time('date')) date: Date | null;
  @Field(() => Float, nullable) @Column({ ...float, name: 'value_amount' }) amount: number | null;
  @Field(() => String, nullable) @Column(text) currency: string | null;
}

@Entity('award_lot')
export class AwardLot {
  @PrimaryColumn({ type: 'int', name: 'award_id' }) awardId: number;
  @PrimaryColumn({ type: 'int', name: 'lot_id' }) lotId: number;
  @ManyToOne(() => Award) @JoinColumn({ name: 'award_id' }) award: Award;
}

@Entity('award_supplier')
export class AwardSupplier {
  @PrimaryColumn({ type: 'int', name: 'award_id' }) awardId: number;
  @PrimaryColumn({ type: 'int', name: 'organization_id' }) organizationId: number;
  @ManyToOne(() => Organization) @JoinColumn({ name: 'organization_id' }) organization: Organization;
}

@ObjectType()
@Entity('contract')
export class Contract {
  @Field(() => ID) @PrimaryColumn('int') id: number;
  @Column({ type: 'int', name: 'tender_id' }) tenderId: number;
  @Column({ type: 'int', name: 'award_id', nullable: true }) awardId: number | null;
  @Field() @Column({ type: 'text', name: 'contract_no' }) contractNo: string;
  @Field(() => String, nullable) @Column(text) title: string | null;
  @Field(() => String, nullable) @Column(text) status: string | null;
  @Field(() => Float, nullable) @Column({ ...float, name: 'value_amount' }) amount: number | null;
  @Field(() => String, nullable) @Column(text) currency: string | null;
  @Field(() => Date, nullable) @Column(time('date_signed')) dateSigned: Date | null;
  @Field(() => Date, nullable) @Column(time('start_date')) startDate: Date | null;
  @Field(() => Date, nullable) @Column(time('end_date')) endDate: Date | null;
}

@ObjectType()
export class BuyerSpend {
  buyerId: number;
  @Field(() => Float) total: number;
  @Field(() => Int) count: number;
}

@ObjectType()
export class MonthSpend {
  @Field() month: string;
  @Field(() => Float) total: number;
  @Field(() => Int) count: number;
}

export const entities = [Organization, Tender, Lot, Award, AwardLot, AwardSupplier, Contract];
