-- Four roles that own nothing. A serving connection starts as bulwark_nobody and takes the role of its
-- scope for one transaction; a transaction that names no scope sees no row (decision 0001).
do $$
declare
  wanted text;
begin
  foreach wanted in array array['bulwark_nobody', 'bulwark_scope', 'bulwark_city', 'bulwark_work'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin noinherit', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another database of this server made it in the same moment
    end;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$;

grant usage on schema kernel to bulwark_scope, bulwark_city, bulwark_work;

-- The codes a setting lists, computed once per statement: inside a sub-select the planner neither reads the
-- setting nor splits it again for each row (decision 0001).
create function kernel.listed(setting text) returns text language sql immutable
  return format('(select string_to_array(current_setting(%L, true), '','')::int[])::int[]', setting);

-- A scoped table: rows belong to the district and street of the unit responsible for them. `also` names
-- further conditions under which the scope role may see and change a row; a new row must be its own.
-- The area of a row changes only under the city role (a transfer). `writes` narrows what may be done; a log
-- (`insert` alone) takes a line from whoever may see the thing it is about.
create function kernel.protect_scoped(
  target regclass, also text default 'false', writes text default 'insert, update'
) returns void
language plpgsql as $$
declare
  own text := format('(district_code = any (%s) or street_code = any (%s))',
    kernel.listed('app.districts'), kernel.listed('app.streets'));
  seen text := format('(%s or %s)', own, also);
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy scope_see on %s for select to bulwark_scope using (%s)', target, seen);
  execute format('create policy scope_add on %s for insert to bulwark_scope with check (%s)', target,
    case when writes = 'insert' then seen else own end);
  execute format('create policy scope_change on %s for update to bulwark_scope using (%s) with check (%2$s)', target, seen);
  execute format('create policy city on %s to bulwark_city using (true) with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select, %s on %s to bulwark_city, bulwark_work', writes, target);
  perform kernel.grant_scoped(target, writes);
end $$;

-- To be called again when a column is added: the scope role may change every column but the area's.
create function kernel.grant_scoped(target regclass, writes text default 'insert, update') returns void
language plpgsql as $$
declare
  changeable text := (
    select string_agg(quote_ident(attname), ', ') from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attname not in ('district_code', 'street_code'));
begin
  execute format('grant select on %s to bulwark_scope', target);
  if writes like '%insert%' then
    execute format('grant insert on %s to bulwark_scope', target);
  end if;
  if writes like '%update%' then
    execute format('grant update (%s) on %s to bulwark_scope', changeable, target);
  end if;
end $$;

-- A reference table: every scope reads it, only city-wide posts and the worker change it.
create function kernel.protect_reference(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy scope on %s for select to bulwark_scope using (true)', target);
  execute format('create policy city on %s to bulwark_city using (true) with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select on %s to bulwark_scope', target);
  execute format('grant select, insert, update on %s to bulwark_city, bulwark_work', target);
end $$;

-- A queue or a log: every scope may add to it, only the worker reads and takes away.
create function kernel.protect_append(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy append on %s for insert to bulwark_scope, bulwark_city with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant insert on %s to bulwark_scope, bulwark_city', target);
  execute format('grant select, insert, update, delete on %s to bulwark_work', target);
end $$;

-- The worker's and the identity doors' own: credentials, sessions, check results.
create function kernel.protect_inner(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to bulwark_work', target);
end $$;
