/** Particular words for something the field has a general word for. Used only where the dispute itself does not know the particular one. */
const byGeneral: Readonly<Record<string, string>> = {
  procedure:
    "colonoscopy endoscopy mri xray ultrasound mammogram biopsy scan catheter implant transplant cataract hysterectomy vasectomy knee hip hernia colonoscopia endoscopia radiografia ultrasonido mamografia biopsia",
  appointment:
    "checkup physical consult consultation visit therapy dentist dermatologist pediatrician followup screening chequeo consulta terapia dentista pediatra revision",
  doctors: "doctor physician dr doctora medico medica enfermo",
  hospital: "hospitales clinico",
  staffing: "ratios ratio",
  outsourcing: "outsourced offshoring privatization",
  wages: "money earnings plata",
};

export const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries(byGeneral).flatMap(([general, words]) => words.split(" ").map((word): [string, string] => [word, general])),
);
