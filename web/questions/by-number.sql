-- title: 按文号查文件
-- description: 可填发文字号的一部分，括号、全角半角、空格不影响结果。引用该文件的条款也一并列出；“关系”为空的是文件本身及其印发的文件、附件。
-- number: 文号 | 通政办发〔2022〕81号
with wanted as (
  select
    documents.id,
    coalesce(documents.doc_number, notice.doc_number) as doc_number,
    null as relation,
    null as clause_id,
    null as path,
    null as quote
  from documents
  left join documents as notice on notice.id = documents.parent_id
  where plain(:number) <> '' and instr(plain(coalesce(documents.doc_number, notice.doc_number)), plain(:number))
  union all
  select document_id, doc_number, relation, clause_id, path, quote
  from citations
  where plain(:number) <> '' and instr(plain(doc_number), plain(:number))
)
select
  documents.title,
  wanted.doc_number,
  wanted.relation,
  documents.issuer,
  documents.issued_on,
  documents.doc_type,
  wanted.path,
  wanted.quote,
  documents.page_start as page,
  documents.id as document_id,
  wanted.clause_id
from wanted
join documents on documents.id = wanted.id
order by wanted.relation is not null, documents.issued_on desc, documents.pk
