create schema access;
grant usage on schema access to bulwark_scope, bulwark_city, bulwark_work;

-- The unit tree: administrative areas, functional zones, bureaus, work groups, facilities.
-- `district_code` and `street_code` are what a unit's rows carry; units outside GB/T 2260 have codes of their own.
create table access.unit (
  code           text primary key check (code ~ '^[0-9]{6,12}$'),
  parent_code    text references access.unit,
  kind           text not null check (kind in
    ('city', 'hq', 'district', 'zone', 'street', 'community', 'bureau', 'group', 'facility')),
  name_zh        text not null check (length(name_zh) between 1 and 80),
  name_en        text not null check (length(name_en) between 1 and 160),
  district_code  int not null,
  street_code    int,
  covers         text[] not null default '{}',
  position       int not null,
  closed_at      timestamptz
);
create index unit_parent on access.unit (parent_code);
select kernel.protect_reference('access.unit');

create table access.account (
  id          uuid primary key,
  username    text not null unique check (username ~ '^[a-z][a-z0-9._-]{1,39}$'),
  name_zh     text not null check (length(name_zh) between 1 and 60),
  name_en     text not null check (length(name_en) between 1 and 120),
  phone       text,
  created_at  timestamptz not null,
  closed_at   timestamptz,
  version     int not null default 1
);
select kernel.protect_reference('access.account');

-- A post held by an account at a unit, from and to.
create table access.appointment (
  id          uuid primary key,
  account_id  uuid not null references access.account,
  post        text not null,
  unit_code   text not null references access.unit,
  from_at     timestamptz not null,
  to_at       timestamptz check (to_at >= from_at)
);
create index appointment_account on access.appointment (account_id);
create index appointment_unit on access.appointment (unit_code);
create unique index appointment_current on access.appointment (account_id, post, unit_code) where to_at is null;
select kernel.protect_reference('access.appointment');

create table access.credential (
  account_id        uuid primary key references access.account,
  password_hash     text,
  must_change       boolean not null default false,
  totp_sealed       bytea,
  totp_confirmed_at timestamptz,
  totp_last_step    bigint,
  failed_count      int not null default 0,
  locked_until      timestamptz,
  changed_at        timestamptz not null
);
select kernel.protect_inner('access.credential');

create table access.session (
  token_hash      bytea primary key,
  account_id      uuid not null references access.account,
  appointment_id  uuid not null references access.appointment,
  second_factor   boolean not null,
  created_at      timestamptz not null,
  last_seen_at    timestamptz not null,
  expires_at      timestamptz not null,
  ended_at        timestamptz
);
create index session_account on access.session (account_id) where ended_at is null;
select kernel.protect_inner('access.session');
