-- What a user of PostGraphile writes for questions that its schema does not answer by itself: SQL functions.
create function dashboard(division text, from_date timestamptz, to_date timestamptz, lim int) returns setof tender
language sql stable as $$
  select t.* from tender t
  where t.date >= from_date and t.date < to_date and t.value_amount is not null
    and exists (
      select 1 from item i join item_classification c on c.item_id = i.id
      where i.tender_id = t.id and c.code >= division
        and c.code < (left(division, -1) || chr(ascii(right(division, 1)) + 1)))
  order by t.value_amount desc, t.ocid limit lim $$;

create function search_tenders(q text, lim int) returns setof tender language sql stable as $$
  select t.* from tender t where t.title_tsv @@ plainto_tsquery('simple', q) order by t.id desc limit lim $$;

create type buyer_spend as (buyer_id int, total double precision, count int);
comment on type buyer_spend is E'@foreignKey (buyer_id) references organization (id)|@fieldName buyer';
create function spend_by_buyer(lim int) returns setof buyer_spend language sql stable as $$
  select t.buyer_id, sum(a.value_amount), count(*)::int
  from award a join tender t on t.id = a.tender_id group by 1 order by 2 desc limit lim $$;

create type month_spend as (month text, total double precision, count int);
create function spend_by_month() returns setof month_spend language sql stable as $$
  select to_char(a.date at time zone 'UTC', 'YYYY-MM'), sum(a.value_amount), count(*)::int
  from award a group by 1 order by 1 $$;

-- Names: tender.buyer rather than tender.organizationByBuyerId.
comment on constraint tender_buyer_id_fkey on tender is E'@fieldName buyer\n@foreignFieldName tendersByBuyerId';
