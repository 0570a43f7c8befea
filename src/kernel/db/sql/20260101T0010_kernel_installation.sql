-- One row: what this installation is. The drill mark belongs here and never to a row (rule 25).
create table kernel.installation (
  single        boolean primary key default true check (single),
  id          uuid not null,
  kind        text not null check (kind in ('real', 'drill')),
  name_zh     text not null,
  name_en     text not null,
  created_at  timestamptz not null
);
select kernel.protect_reference('kernel.installation');

-- How business time runs. No row: real time.
create table kernel.clock (
  single             boolean primary key default true check (single),
  anchor_real      timestamptz not null,
  anchor_business  timestamptz not null,
  speed            int not null check (speed between 0 and 3600)
);
select kernel.protect_reference('kernel.clock');

-- Numbers without gaps (rule 3): the row stays locked until the write that took the number commits.
create table kernel.number_series (
  series  text not null,
  year    int not null,
  last    int not null,
  primary key (series, year)
);
alter table kernel.number_series enable row level security;

create function kernel.next_number(wanted text, of_year int) returns int
language sql security definer set search_path = pg_catalog as $$
  insert into kernel.number_series as s (series, year, last) values (wanted, of_year, 1)
  on conflict (series, year) do update set last = s.last + 1
  returning last
$$;
revoke all on function kernel.next_number from public;
grant execute on function kernel.next_number to bulwark_scope, bulwark_city, bulwark_work;
