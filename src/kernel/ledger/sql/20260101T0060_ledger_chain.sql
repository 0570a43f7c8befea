-- The chain (rule 141). Every entry carries its number, the hash of the entry before and its own hash;
-- every checkpoint signs the Merkle root over all entries so far. Both are only ever added to: no role
-- that serves or works may update or delete.

-- One field as it is hashed: its length in four bytes, then the bytes; an absent one is ff ff ff ff.
-- This is the form of PostgreSQL's binary COPY, so that verifying needs no conversion.
create function ledger.field(value bytea) returns bytea language sql immutable as $$
  select coalesce(int4send(length(value)) || value, '\xffffffff'::bytea)
$$;

create table ledger.entry (
  seq            bigint primary key check (seq > 0),
  previous_hash  bytea not null check (length(previous_hash) = 32),
  id             uuid not null,
  at             timestamptz not null,
  account_id     uuid,
  post           text,
  unit_code      text,
  action         text not null,
  subject_kind   text,
  subject_id     text,
  commitment     bytea not null check (length(commitment) = 32),
  hash           bytea not null check (length(hash) = 32)
);
-- No index here may refuse a row, by a repeated id or a long word: the sealer would stand still for all.
create index entry_id on ledger.entry (id);
create index entry_account on ledger.entry (account_id, seq);
create index entry_subject on ledger.entry using hash (subject_id);
create index entry_action on ledger.entry (left(action, 100) text_pattern_ops, seq);
create index entry_at on ledger.entry using brin (at);

-- What of an entry is known before it has a number.
create function ledger.content(
  id uuid, at timestamptz, account_id uuid, post text, unit_code text, action text,
  subject_kind text, subject_id text, commitment bytea
) returns bytea language sql stable as $$
  select ledger.field(uuid_send(id)) || ledger.field(timestamptz_send(at)) || ledger.field(uuid_send(account_id))
    || ledger.field(convert_to(post, 'UTF8')) || ledger.field(convert_to(unit_code, 'UTF8'))
    || ledger.field(convert_to(action, 'UTF8')) || ledger.field(convert_to(subject_kind, 'UTF8'))
    || ledger.field(convert_to(subject_id, 'UTF8')) || ledger.field(commitment)
$$;

-- Keys that signed checkpoints, from which checkpoint on. The private halves are in the key folder.
create table ledger.signing_key (
  fingerprint  bytea primary key check (length(fingerprint) = 32),
  public_key   bytea not null check (length(public_key) = 32),
  from_seq     bigint not null,
  from_at      timestamptz not null
);

-- `peaks` lets the next checkpoint be computed from the new entries alone.
create table ledger.checkpoint (
  seq              bigint primary key check (seq > 0),
  size             bigint not null check (size > 0),
  key              bytea not null references ledger.signing_key,
  previous_digest  bytea not null check (length(previous_digest) = 32),
  root             bytea not null check (length(root) = 32),
  at               timestamptz not null,
  peaks            bytea not null check (length(peaks) % 32 = 0),
  signature        bytea not null check (length(signature) = 64)
);
create index checkpoint_size on ledger.checkpoint (size);

-- The text that is signed, readable by a person: what an outsider keeps and compares.
create function ledger.statement(
  seq bigint, size bigint, root bytea, at timestamptz, key bytea, previous_digest bytea
) returns bytea language sql stable as $$
  select convert_to('bulwark-ledger-checkpoint/1' || E'\nseq ' || seq || E'\nsize ' || size
    || E'\nroot ' || encode(root, 'hex')
    || E'\nat ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || E'\nkey ' || encode(key, 'hex') || E'\nprevious ' || encode(previous_digest, 'hex') || E'\n', 'UTF8')
$$;

create table ledger.countersignature (
  id              uuid primary key,
  checkpoint_seq  bigint not null references ledger.checkpoint,
  signer          text not null check (length(signer) between 1 and 120),
  public_key      bytea not null check (length(public_key) = 32),
  signature       bytea not null check (length(signature) = 64),
  account_id      uuid not null,
  at              timestamptz not null,
  unique (checkpoint_seq, public_key)
);

do $$
declare
  target text;
begin
  foreach target in array array['entry', 'checkpoint', 'signing_key', 'countersignature'] loop
    execute format('alter table ledger.%I enable row level security', target);
    execute format('create policy city on ledger.%I for select to bulwark_city using (true)', target);
    execute format('create policy work on ledger.%I to bulwark_work using (true) with check (true)', target);
    execute format('grant select on ledger.%I to bulwark_city', target);
    execute format('grant select, insert on ledger.%I to bulwark_work', target);
  end loop;
end $$;
create policy countersign on ledger.countersignature for insert to bulwark_city with check (true);
grant insert on ledger.countersignature to bulwark_city;
grant execute on function ledger.field, ledger.content, ledger.statement to bulwark_city, bulwark_work;

-- A salt is written once and destroyed once, never exchanged.
revoke update on ledger.salt from bulwark_work;

-- How many entries wait for the sealer, and for how long the oldest: no more than that is shown.
create function ledger.waiting(out entries bigint, out seconds double precision)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*), extract(epoch from clock_timestamp() - min(at)) from ledger.pending
$$;
revoke all on function ledger.waiting from public;
grant execute on function ledger.waiting to bulwark_city, bulwark_work;
