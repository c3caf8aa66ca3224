-- Check-worthy claims on a topic that cite nobody. Set the topic: SET VARIABLE topic = 'deficit';
SELECT id, source, claim.neutral, round(claim.worth_score, 2) AS worth
FROM (SELECT id, source, unnest(claims) AS claim FROM annotations)
WHERE claim.holder.voice = 'author'
  AND claim.worth
  AND claim.text ILIKE '%' || getvariable('topic') || '%'
ORDER BY claim.worth_score DESC NULLS LAST, id;
