-- title: 按人或单位查任免
-- description: 列出某人或某单位的任免；单位可填简称。
-- name: 姓名或单位 | 市公安局
with named as (
  select unit_id from unit_aliases where alias = trim(:name)
  union
  select id from units where name = trim(:name)
)
select
  appointments.date,
  appointments.person_id,
  appointments.action,
  appointments.organisation,
  appointments.position,
  appointments.authority,
  appointments.probation,
  appointments.note,
  appointments.quote,
  documents.title,
  appointments.page,
  appointments.document_id,
  appointments.clause_id
from appointments
join documents on documents.id = appointments.document_id
where trim(:name) <> ''
  and (
    appointments.person_id = replace(trim(:name), ' ', '')
    or appointments.unit_id in (select unit_id from named)
    or instr(appointments.organisation, trim(:name))
  )
order by appointments.date desc, appointments.pk
