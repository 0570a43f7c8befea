create schema command;
grant usage on schema command to bulwark_scope, bulwark_city, bulwark_work;

-- One order. Drafted, then issued with a number of its series that has no gap; withdrawal is a new order (rule 3).
-- `audience` lists the scope codes of the units addressed, the levels copied and the issuer: they may read it.
create table command.directive (
  id              uuid primary key,
  series          text not null check (series in ('order', 'meeting', 'superior')),
  number          text,
  title_zh        text not null check (length(title_zh) between 2 and 120),
  title_en        text not null default '' check (length(title_en) <= 240),
  body_zh         text not null check (length(body_zh) between 1 and 5000),
  body_en         text not null default '' check (length(body_en) <= 10000),
  source          text not null check (length(source) between 1 and 200),
  status          text not null check (status in ('drafted', 'issued', 'completed', 'reported', 'withdrawn')),
  withdraws_id    uuid references command.directive,
  issuer_code     text not null,
  district_code   int not null,
  street_code     int,
  audience        int[] not null default '{}',
  drafted_by      uuid not null,
  drafted_at      timestamptz not null,
  issued_by       uuid,
  issued_at       timestamptz,
  completed_at    timestamptz,
  reported_at     timestamptz,
  report          text check (length(report) <= 5000),
  version         int not null default 1,
  unique (series, number),
  check ((status = 'drafted') = (number is null)),
  check ((number is null) = (issued_at is null)),
  check ((status = 'reported') = (report is not null))
);
create index directive_order on command.directive (drafted_at desc, id desc);
create index directive_district on command.directive (district_code, drafted_at desc, id desc);
create index directive_street on command.directive (street_code, drafted_at desc, id desc);
create unique index directive_withdrawn_once on command.directive (withdraws_id) where withdraws_id is not null;
select kernel.protect_scoped('command.directive', format('audience && (%s || %s)',
  kernel.listed('app.districts'), kernel.listed('app.streets')));

-- Who was told and when (rule 9): the lead, the levels between in the same second, whoever ordered it.
create table command.receipt (
  directive_id   uuid not null references command.directive,
  unit_code      text not null,
  role           text not null check (role in ('lead', 'copy', 'report')),
  district_code  int not null,
  street_code    int,
  issuer_scope   int not null,
  sent_at        timestamptz not null,
  read_at        timestamptz,
  read_by        uuid,
  primary key (directive_id, unit_code, role)
);
create index receipt_unread on command.receipt (unit_code, sent_at desc) where read_at is null;
select kernel.protect_scoped('command.receipt', format('issuer_scope = any (%s || %s)',
  kernel.listed('app.districts'), kernel.listed('app.streets')));
