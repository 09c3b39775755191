-- title: 谁引用了这一条
-- description: 哪些条款引用某文件的某条、某款、某项，包括该文件自己的条款。文件写名称或文号的一部分；不写条款就列出全部。
-- document: 文件 | 城乡规划条例
-- place: 条款 | 第五十八条
select
  documents.title,
  documents.doc_number,
  found.path,
  clauses.text as clause_text,
  coalesce(cited.title, found.title, found.doc_number) as cited,
  found.cited_path,
  found.page,
  found.document_id,
  found.clause_id,
  found.cited_clause_id
from clause_citations as found
join documents on documents.id = found.document_id
left join documents as cited on cited.id = found.cited_document_id
left join clauses on clauses.id = found.clause_id
where plain(:document) <> ''
  and instr(
    plain(coalesce(cited.title, '') || coalesce(cited.doc_number, '') || coalesce(found.title, '') || coalesce(found.doc_number, '')),
    plain(:document)
  )
  and (instr(plain(found.cited_path), plain(:place)) or instr(plain(found.quote), plain(:place)))
order by documents.issued_on desc, documents.pk, found.pk
