-- What each write leaves behind: the answer kept for a repeated request, the event for others.
create table kernel.idempotency (
  account_id  uuid not null,
  key         text not null,
  body_hash   bytea not null,
  answer      jsonb,
  created_at  timestamptz not null,
  primary key (account_id, key)
);
create index idempotency_age on kernel.idempotency (created_at);
alter table kernel.idempotency enable row level security;
create policy own on kernel.idempotency to bulwark_scope, bulwark_city
  using (account_id = nullif(current_setting('app.account', true), '')::uuid)
  with check (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy work on kernel.idempotency to bulwark_work using (true) with check (true);
grant select, insert, update on kernel.idempotency to bulwark_scope, bulwark_city;
grant select, insert, update, delete on kernel.idempotency to bulwark_work;

create table kernel.outbox (
  id          uuid primary key,
  name        text not null,
  payload     jsonb not null,
  account_id  uuid,
  at          timestamptz not null
);
select kernel.protect_append('kernel.outbox');

-- Work to be done once. Claimed by locking the row for the length of the work, so a worker that dies
-- gives its rows back the moment its connection closes.
create table kernel.job (
  id          uuid primary key,
  name        text not null,
  payload     jsonb not null,
  run_at      timestamptz not null,
  attempts    int not null default 0,
  last_error  text,
  failed_at   timestamptz
);
create index job_due on kernel.job (run_at) where failed_at is null;
select kernel.protect_append('kernel.job');

-- A clock that runs on business time: at most one of a kind for a subject.
create table kernel.timer (
  name        text not null,
  subject_id  uuid not null,
  due_at      timestamptz not null,
  payload     jsonb not null,
  attempts    int not null default 0,
  last_error  text,
  retry_at    timestamptz,
  primary key (name, subject_id)
);
create index timer_due on kernel.timer (due_at);
select kernel.protect_inner('kernel.timer');

-- Arming and stopping are doors: a writer of any scope may set the clock of what it just wrote,
-- nobody but the worker can list them.
create function kernel.arm_timer(kind text, subject uuid, due timestamptz, load jsonb) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into kernel.timer (name, subject_id, due_at, payload) values (kind, subject, due, load)
  on conflict (name, subject_id) do update
    set due_at = excluded.due_at, payload = excluded.payload, attempts = 0, last_error = null, retry_at = null
$$;
create function kernel.disarm_timer(kind text, subject uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from kernel.timer where name = kind and subject_id = subject
$$;
revoke all on function kernel.arm_timer, kernel.disarm_timer from public;
grant execute on function kernel.arm_timer, kernel.disarm_timer to bulwark_scope, bulwark_city, bulwark_work;

-- The last run of each standing check: red when it missed its planted canary.
create table kernel.standing_check (
  name        text primary key,
  ran_at      timestamptz not null,
  sees_canary boolean not null,
  found       int not null,
  sample      jsonb not null,
  took_ms     int not null
);
select kernel.protect_reference('kernel.standing_check');
