-- title: 按日期查到期事项
-- description: 列出截止日期在两日之间（含）的时限及责任单位，按日期排列。只填年月的按月底、只填年份的按年底计算；起日不填，即自今日起。
-- from: 起 | 2022-09-01
-- until: 止 | 2022-12-31
-- unit: 单位（可不填） | 市民政局
with span as (
  select
    coalesce(nullif(trim(:from), ''), date('now', '+8 hours')) as first_day,
    coalesce(nullif(trim(:until), '') || substr('-12-31', length(trim(:until)) - 3), '9999') as last_day
),
named as ({named_units}),
bound as (
  select id as unit_id from units where pk in named
  union
  select unit_relations.unit_id from unit_relations join units on units.id = covers_id where units.pk in named
)
select
  deadlines.due,
  deadlines.text,
  documents.title,
  coalesce(
    documents.doc_number, (select doc_number from documents as notice where notice.id = documents.parent_id)
  ) as doc_number,
  deadlines.path,
  clauses.heading,
  (
    select group_concat(name, '、')
    from (select distinct name from clause_units where clause_id = deadlines.clause_id)
  ) as units,
  clauses.text as clause_text,
  deadlines.page,
  deadlines.document_id,
  deadlines.clause_id
from span
join deadlines on deadlines.due between substr(span.first_day, 1, 4) and span.last_day
join documents on documents.id = deadlines.document_id
left join clauses on clauses.id = deadlines.clause_id
where deadlines.due || substr('-12-31', length(deadlines.due) - 3) between span.first_day and span.last_day
  and (
    trim(:unit) = ''
    or deadlines.clause_id in (
      select clause_id from clause_units where unit_id in (select unit_id from bound)
    )
  )
order by deadlines.due, deadlines.pk
