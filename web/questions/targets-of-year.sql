-- title: 按年度查指标
-- description: 某年底前要完成的数字：目标、要求、奖补标准。可以再写指标名称的一部分。
-- year: 年份 | 2025
-- indicator: 指标名称（可不填） | 床位
-- kind: 性质 | 不限=all 目标=target 要求=requirement 奖补收费=incentive 已达到=baseline
select
  targets.indicator,
  targets.comparator,
  targets.value,
  targets.value_max,
  targets.unit,
  targets.due,
  targets.kind,
  targets.nature,
  documents.title,
  documents.doc_number,
  targets.path,
  targets.quote,
  targets.page,
  targets.document_id,
  targets.clause_id
from targets
join documents on documents.id = targets.document_id
where targets.due >= trim(:year)
  and targets.due < cast(cast(trim(:year) as integer) + 1 as text)
  and (trim(:indicator) = '' or instr(plain(targets.indicator), plain(:indicator)))
  and (:kind in ('', 'all') or targets.kind = :kind)
order by targets.due, targets.pk
