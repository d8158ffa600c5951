//! A validator for the words of JSON Schema that our schema uses, and for no others: a word that it does not know is a
//! fault, so that nothing stands in the schema that is not checked.

use serde_json::Value;

/// Why a value is not what the schema says, with the way to it.
pub(crate) fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    check(schema, value, "$")
}

fn check(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let words = schema.as_object().ok_or_else(|| format!("{at}: a schema is an object"))?;
    for (word, said) in words {
        let fits = match word.as_str() {
            "$schema" | "title" | "description" | "properties" | "items" | "additionalProperties" => true,
            "type" => is_of_type(said, value),
            "enum" => said.as_array().is_some_and(|all| all.contains(value)),
            "minimum" => value.as_i64().is_none_or(|number| Some(number) >= said.as_i64()),
            "format" => said == "date" && value.as_str().is_none_or(is_date),
            "required" => value.as_object().is_none_or(|object| {
                said.as_array()
                    .is_some_and(|all| all.iter().all(|key| object.contains_key(key.as_str().unwrap())))
            }),
            unknown => return Err(format!("{at}: the schema says `{unknown}`, which nothing checks")),
        };
        if !fits {
            return Err(format!("{at}: {value} against {word} {said}"));
        }
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, value) in object {
            match properties.get(key) {
                Some(schema) => check(schema, value, &format!("{at}.{key}"))?,
                None if schema["additionalProperties"] == false => {
                    return Err(format!("{at}.{key} is not described"));
                }
                None => {}
            }
        }
    }
    for (number, value) in value.as_array().into_iter().flatten().enumerate() {
        check(&schema["items"], value, &format!("{at}[{number}]"))?;
    }
    Ok(())
}

fn is_of_type(said: &Value, value: &Value) -> bool {
    let is = |kind: &Value| match kind.as_str().unwrap_or("") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    said.as_array().map_or_else(|| is(said), |kinds| kinds.iter().any(is))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(is_number)
}
