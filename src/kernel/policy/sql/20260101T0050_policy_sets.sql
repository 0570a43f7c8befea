create schema policy;
grant usage on schema policy to bulwark_scope, bulwark_city, bulwark_work;

-- A set of values that one order put in force for a time. Never edited once active: a change is a new set.
create table policy.policy_set (
  id              uuid primary key,
  code            text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
  name_zh         text not null check (length(name_zh) between 1 and 120),
  name_en         text not null check (length(name_en) between 1 and 200),
  order_number    text,
  issuer_zh       text not null,
  issuer_en       text not null,
  effective_from  date not null,
  effective_to    date check (effective_to > effective_from),
  source          text not null,
  status          text not null check (status in ('draft', 'active')),
  created_at      timestamptz not null,
  activated_at    timestamptz,
  version         int not null default 1,
  -- Rule 2: a value without an order number cannot be in force.
  check (status = 'draft' or (order_number is not null and length(order_number) > 0 and activated_at is not null))
);
select kernel.protect_reference('policy.policy_set');

create table policy.policy_value (
  set_id      uuid not null references policy.policy_set,
  key         text not null,
  value       jsonb not null,
  status      text not null check (status in ('legal', 'local', 'proposed')),
  rule        int,
  confidence  text,
  note_zh     text not null default '',
  note_en     text not null default '',
  primary key (set_id, key)
);
select kernel.protect_reference('policy.policy_value');
