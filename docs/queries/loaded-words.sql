-- The most frequent loaded and emotive wordings, and what they are said of.
SELECT
    lower(evaluation.text) AS wording,
    evaluation.type AS type,
    count(*) AS times,
    mode(evaluation.target.text) AS most_often_of
FROM (SELECT unnest(evaluations) AS evaluation FROM annotations)
WHERE evaluation.type IN ('loaded', 'emotive')
GROUP BY ALL
ORDER BY times DESC, wording;
