-- Who takes which stance towards whom, with how many evaluations as evidence.
SELECT
    coalesce(stance.holder.text, stance.holder.voice) AS holder,
    stance.target AS target,
    stance.stance AS stance,
    count(*) AS articles,
    sum(len(stance.evidence)) AS evaluations
FROM (SELECT unnest(stances) AS stance FROM annotations)
WHERE stance.stance <> 'none'
GROUP BY ALL
ORDER BY evaluations DESC, holder, target;
