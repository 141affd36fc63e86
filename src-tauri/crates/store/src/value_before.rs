//! Values as they were kept before forms had numbers: each an array of its seven parts.

use std::borrow::Cow;

use rollcall_model::{Attribute, StandardValue, Target, ValueState};
use serde::Deserialize;

use crate::StoreError;
use crate::value_form::kept_name;

#[derive(Deserialize)]
struct StoredValue<'a>(
    #[serde(borrow)] Cow<'a, str>,
    u8,
    Option<usize>,
    ValueState,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Option<Cow<'a, str>>,
);

pub(crate) fn decode(text: &str) -> Result<Vec<StandardValue>, StoreError> {
    let stored: Vec<StoredValue<'_>> = serde_json::from_str(text)?;
    Ok(stored
        .into_iter()
        .filter_map(
            |StoredValue(code, group, column, state, rule, value, raw)| {
                let attribute = Attribute::parse(&code)?;
                let value = value.into_owned();
                Some(StandardValue {
                    target: Target { attribute, group },
                    column,
                    raw: raw.map_or_else(|| value.clone(), Cow::into_owned),
                    value,
                    state,
                    rule: Cow::Borrowed(kept_name(&rule)),
                })
            },
        )
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::value_form::decode;
    use rollcall_model::{Attribute, ValueState};

    #[test]
    fn records_of_before_are_read() {
        let content = r#"[["email",1,3,"valid","email.lower","anne@example.com"," Anne@Example.com"],["custom:Shoe \"size\"",0,null,"blank","","",null]]"#;
        let values = decode(content, &[]).unwrap();
        assert_eq!(values.len(), 2);
        assert_eq!(values[0].target.attribute, Attribute::Email);
        assert_eq!((values[0].target.group, values[0].column), (1, Some(3)));
        assert_eq!(values[0].value, "anne@example.com");
        assert_eq!(values[0].raw, " Anne@Example.com");
        assert_eq!(values[0].rule, "email.lower");
        assert_eq!(
            values[1].target.attribute,
            Attribute::Custom("Shoe \"size\"".into())
        );
        assert_eq!(
            (values[1].state, values[1].column),
            (ValueState::Blank, None)
        );
    }
}
