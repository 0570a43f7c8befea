-- What a person is shown of an open session: an id that is not the token's, and the device it was opened on.
alter table access.session add column id uuid not null;
alter table access.session add column device text check (length(device) between 1 and 120);
create unique index session_id on access.session (id);
create index session_history on access.session (account_id, created_at desc);

-- Failed sign-ins under names that no account has, so that they are paused exactly like real ones and the
-- answer does not tell them apart. Only a bucket of the name is kept: people type passwords into that field.
create table access.unknown_name (
  bucket        int primary key check (bucket between 0 and 16777215),
  failed_count  int not null,
  locked_until  timestamptz,
  last_at       timestamptz not null
);
select kernel.protect_inner('access.unknown_name');
