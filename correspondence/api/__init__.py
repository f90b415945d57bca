"""The door for programs: the record as JSON, by the same filters and for the same eyes as the pages (docs/api.md).

`views/` speaks HTTP; `door` says who may come in, `bearer` whose token it is, `refusals` how a refusal is worded. What is
read comes from the reading modules and `formats/json`; what is written goes through the models' own checks (`writing/`).
"""
