"""What invented résumés are made of. An employer is `as shown => as meant @ place`; every second one belongs to the lot that is only measured."""

EMPLOYERS = {"en": """
Tallowgate @ Leeds, UK
Merrow & Pike @ Bristol, UK
The Ministry of Tides => The Ministry of Tides @ London, UK
Ministry of Inland Waters @ London, UK
U.S. Army @ Fort Liberty, NC
U.S. Navy @ Norfolk, VA
US Air Force @ San Antonio, TX
Royal Air Force @ Lincoln, UK
British Army @ Aldershot, UK
City of Larkhaven @ Portland, OR
City of Bellmere, Department of Finance @ Denver, CO
County of San Lucero @ San Diego, CA
State of Ohio Department of Transportation @ Columbus, OH
University of Northmoor @ Manchester, UK
University of Saltash @ Plymouth, UK
Marlowe State University @ Atlanta, GA
Self-employed
Self-Employed @ Austin, TX
Freelance
Stealth startup @ San Francisco, CA
Stealth Startup @ New York, NY
Confidential @ Chicago, IL
finnly @ Berlin, Germany
oxbow.ai @ San Francisco, CA
northlight.io @ Toronto, Canada
getharbor.com @ Boston, MA
KORBEL @ Denver, CO
NXTRA @ Austin, TX
BCW Global @ London, UK
TRX Systems @ Houston, TX
Pennywhistle (acquired by Colossus) => Pennywhistle @ Seattle, WA
Drover (now part of Hexham Group) => Drover @ Newcastle upon Tyne, UK
Larkspur Analytics (YC W19) => Larkspur Analytics @ San Francisco, CA
Tidewell (formerly Beacon & Shaw) => Tidewell @ Edinburgh, UK
Marchmont – a Crestline company => Marchmont @ London, UK
Bright Data Engineering @ London, UK
Principal Financial Advisors @ Des Moines, IA
Director's Table @ New York, NY
Lead Forensics Partners @ Portsmouth, UK
Head Office Cleaning @ Birmingham, UK
Austin Brewing @ Austin, TX
London & Quayside @ London, UK
Boston Analytical Group @ Boston, MA
Delhi Kitchens @ Leicester, UK
Harper Quinn @ Dublin, Ireland
Mason Reed @ Sydney, Australia
Ellis Grant LLP @ London, UK
Walker, Stone & Byrne @ Dublin, Ireland
James Whitcombe & Sons @ York, UK
Sterling Cooper Vance @ New York, NY
McAllister Brothers, Inc. @ Baltimore, MD
Osei Mensah Associates @ Accra, Ghana
Python Ridge @ Orlando, FL
Go Native @ Bristol, UK
Spark Foundry East @ Chicago, IL
Swift Transit @ Phoenix, AZ
Excel Academy @ Boston, MA
Looking Glass @ Los Angeles, CA
Monday Morning @ Tel Aviv, Israel
Second Story @ Washington, DC
Third Bridge Road @ London, UK
4Square Dental @ Tampa, FL
7 Oaks Brewing Co. @ Asheville, NC
1st Choice Movers @ Dallas, TX
2Degrees North @ Oslo, Norway
Whole Earth Co-op @ Portland, OR
St. Brannock's Primary School @ Exeter, UK
Oakfield Academy @ Leeds, UK
Lincoln High School @ Omaha, NE
Holy Cross Elementary @ Tucson, AZ
The Gilded Fork @ Manchester, UK
The Old Ship Inn @ Brighton, UK
Café Aurelio @ Melbourne, Australia
Hotel Miravale @ Lisbon, Portugal
Grand Pacific Resort & Spa @ Honolulu, HI
NHS Greater Larkshire @ Glasgow, UK
Royal Infirmary of Carrick @ Edinburgh, UK
Mercy General @ Sacramento, CA
Children's of Alabaster @ Birmingham, AL
Kaiserhof Clinics @ Vienna, Austria
Banco del Sur @ Miami, FL
First Harbor Credit Union @ Seattle, WA
Bank of Thornbury @ Bristol, UK
Office for Coastal Statistics @ Newport, UK
National Institute for Soil Science @ Wageningen, Netherlands
European Agency for Rivers @ Copenhagen, Denmark
UN Refugee Logistics @ Geneva, Switzerland
World Grain Forum @ Rome, Italy
Médecins du Nord @ Paris, France
Red Lantern Aid @ Nairobi, Kenya
Habitat for All @ Atlanta, GA
Code for Riverton @ Riverside, CA
Teach First North @ Leeds, UK
Girls Who Build @ New York, NY
Dept. of Veterans Services @ Washington, DC
Federal Bureau of Standards @ Washington, DC
Her Majesty's Harbour Service @ London, UK
Office of the Mayor @ Boston, MA
House of Fennimore @ Paris, France
Wren & Wolf @ Amsterdam, Netherlands
blank street studio @ London, UK
tiny giants @ Lisbon, Portugal
& Also @ London, UK
A.B. Cornwall @ Chicago, IL
J.P. Thackeray @ New York, NY
PQ Partners @ Singapore
EYN @ London, UK
K2 Global @ Hong Kong
H&D Motors @ Stockholm, Sweden
C3.dev @ Redwood City, CA
Zenith Consulting Engineers @ Mumbai, India
Infoline Technologies Pvt. Ltd. @ Bengaluru, India
Tata Sagar Services @ Pune, India
Wiprex Limited @ Hyderabad, India
HCM Global Delivery @ Chennai, India
Cognizance Solutions @ Bengaluru, India
Maple Leaf Networks @ Toronto, Canada
Wattle Creek @ Brisbane, Australia
Emirates Harbour Group @ Dubai, UAE
Al Noor Trading @ Abu Dhabi, UAE
Kilimo Fresh @ Nairobi, Kenya
Bytesmiths @ Cape Town, South Africa
Amber Road @ Zurich, Switzerland
Prime Numbers @ Austin, TX
Radius @ Remote
Field & Stream Data @ Remote
Nimbus Nine @ Remote
Clearwater Product Studio @ Denver, CO
Manager Tools Online @ Houston, TX
The Analyst Group @ Minneapolis, MN
Architects of Play @ Copenhagen, Denmark
Nurse Now Staffing @ Nashville, TN
Teacher's Pet Supplies @ Columbus, OH
Fellowship Church @ Dallas, TX
Carpenter Technology Works @ Philadelphia, PA
Baker Street Digital @ London, UK
Chandler & Cook @ Auckland, New Zealand
Abbott Fisher @ Cork, Ireland
Goldman's Deli @ Brooklyn, NY
VMwave @ Palo Alto, CA
Sequoia Grove Capital @ Menlo Park, CA
Hudson River Trading Post @ New York, NY
Thames Valley Water @ Reading, UK
Reading Borough Council @ Reading, UK
Leeds Teaching Hospitals @ Leeds, UK
Bath Spa Books @ Bath, UK
Nice Interactive @ Nice, France
Mobile Mini Mart @ Mobile, AL
Orange County Fire Authority @ Irvine, CA
""", "de": """
Bundesamt für Gewässerkunde @ Koblenz
Stadt Wolkenstein @ Dresden
Landeshauptstadt Erlenau @ Hannover
Landratsamt Eschental @ Freiburg
Bundeswehr @ Koblenz
Deutsche Binnenbahn @ Berlin
Stadtwerke Erlenbach @ Ulm
Klinikum Sonnenberg @ Kassel
Universitätsklinikum Wiesengrund @ Essen
AOK Nordhessen @ Kassel
Sparkasse Unterer Neckar @ Heilbronn
Volksbank Oberwald eG @ Stuttgart
Kreissparkasse Lindau @ Lindau
Müller & Partner @ München
Gebr. Hansen @ Flensburg
Schreinerei Huber @ Rosenheim
Bäckerei Kornblum @ Leipzig
Lichtblick @ Hamburg
kopfstand @ Köln
zweikern @ Berlin
nordwind digital @ Kiel
DREIRAUM @ Wien
KWS Verlag @ Mainz
BMV Group @ München
Hochschule Rheintal @ Konstanz
Technische Universität Erlenstadt @ Darmstadt
Fraunberger-Institut für Optik @ Jena
Max-Weber-Institut @ Göttingen
Selbstständig @ Berlin
Freiberuflich @ Hamburg
Grundschule am Birkenweg @ Bremen
Gymnasium Sankt Georg @ Augsburg
Hotel Alpenblick @ Garmisch-Partenkirchen
Gasthof zur Post @ Salzburg
Siemers Energy @ Erlangen
Bosche Rexmann @ Stuttgart
Daimlinger Truck AG @ Stuttgart
SAPIENTIA SE @ Walldorf
Deloitta @ Düsseldorf
Zühlkens Engineering AG @ Zürich
Versicherungskammer Franken @ Nürnberg
Allgemeine Rückversicherung @ München
TÜV Mitte @ Köln
Caritas im Sauerland @ Hagen
Deutsches Zentrum für Küstenforschung @ Rostock
Finanzamt Lüneburg @ Lüneburg
Amazonas Logistik @ Leipzig
DATEVIA eG @ Nürnberg
Berliner Wasserwerke @ Berlin
Wiener Stadtbibliothek @ Wien
""", "fr": """
Ministère des Rivières @ Paris
Mairie de Valmont @ Rouen
Conseil régional du Littoral @ Montpellier
Région Haute-Vallée @ Dijon
CHU de Brocéliande @ Rennes
Hôpital Sainte-Odile @ Strasbourg
Clinique des Tilleuls @ Tours
Crédit du Ponant @ Brest
Banque des Alpes du Sud @ Grenoble
Caisse d'Entraide @ Lille
SNCV @ Paris
EDP Réseaux @ Nanterre
BNB Parvis @ Paris
Orangerie Télécom @ Paris
Carreau Four @ Massy
Le Petit Comptoir @ Nantes
La Belle Équipe @ Lyon
Les Ateliers du Rhône @ Lyon
L'Usine à Idées @ Marseille
Maison Verneuil @ Paris
Boulangerie Martin @ Angers
Martin & Fils @ Bordeaux
Dupont Lacroix Conseil @ Paris
Cabinet Roche @ Toulouse
Université de Sologne @ Orléans
École des Métiers du Web @ Lille
Lycée Jean-Moulin @ Béziers
Collège Victor-Hugo @ Nîmes
INRIE @ Rennes
CNRT, laboratoire Optique @ Grenoble
Institut de l'Océan @ Nice
Indépendante @ Lyon
Freelance @ Paris
Capgem @ Toulouse
Sopra Stéria Conseil @ Paris
Atosia @ Bezons
doctopic @ Paris
blablatrain @ Paris
Alan & Co @ Paris
OVHost @ Roubaix
Airbusson @ Toulouse
Thalès du Nord @ Brest
Armée de Terre @ Saint-Cyr
Gendarmerie nationale @ Bordeaux
Groupe La Poste Rurale @ Paris
Hôtel du Lac @ Annecy
Association Passerelle @ Montreuil
Croix-Verte française @ Paris
""", "es": """
Ministerio de Costas @ Madrid
Ayuntamiento de Valdeluz @ Guadalajara
Junta de Extremadura del Sur @ Mérida
Generalitat del Mar @ Valencia
Hospital Universitario La Ribera @ Alzira
Clínica San Telmo @ Málaga
Banco del Ebro @ Zaragoza
Caja Rural del Norte @ Bilbao
Grupo Almenara @ Sevilla
Hermanos Ortega @ Murcia
García y Asociados @ Madrid
Panadería La Espiga @ Granada
El Corte Francés @ Madrid
Universidad de Tierra Alta @ Salamanca
Instituto de Ciencias del Mar @ Barcelona
IES Miguel Hernández @ Alicante
Colegio San Isidro @ León
Autónomo @ Madrid
Freelance @ Barcelona
Telefonía Ibérica @ Madrid
Indralia @ Madrid
cabila @ Madrid
glovia @ Barcelona
BBVC @ Bilbao
Mercadonia @ Valencia
Inditexa @ A Coruña
Accentura @ Madrid
Everest Consulting @ Madrid
Guardia Civil @ Toledo
Ejército de Tierra @ Burgos
Restaurante Casa Lola @ Cádiz
Hotel Miramar @ Palma
Renfia Operadora @ Madrid
Aguas de Levante @ Elche
Fundación Tajo @ Toledo
ONG Manos @ Madrid
"""}

# walk: titles from junior to senior | headline | skills | lines
WALKS = {"en": [
 dict(titles="Junior Product Manager; Product Manager; Senior Product Manager; Group Product Manager; Head of Product; Product Lead, Payments", headline="Product Manager",
  skills="Product strategy; SQL; A/B testing; Jira administration; User research; OKRs; Tableau; Product discovery",
  lines="Owned the roadmap for checkout and lifted conversion by 9%.; Ran 40 discovery interviews a quarter and turned them into bets.; Worked with engineering and design on onboarding, from brief to launch.; Defined OKRs with the leadership team."),
 dict(titles="SOC Analyst; Security Analyst; Senior Security Engineer; Information Security Officer; Penetration Tester; Head of Security Operations", headline="Security Analyst",
  skills="Splunk; Python; Penetration testing; Incident response; ISO 27001; Wireshark; Threat modelling; Linux",
  lines="Triaged alerts in Splunk and wrote detections for lateral movement.; Led the response to two ransomware attempts.; Prepared the company for ISO 27001.; Tested web applications before each release."),
 dict(titles="Year 4 Teacher; Maths Teacher; Head of Mathematics; Junior Data Analyst; Data Analyst; Analytics Engineer", headline="Data Analyst (former teacher)",
  skills="SQL; Python; Tableau; pandas; Microsoft Excel; dbt; Statistics",
  lines="Taught mathematics to classes of 30.; Tracked the progress of 180 pupils in Excel.; Built dashboards in Tableau that replaced a weekly report.; Automated the monthly close with Python and pandas."),
 dict(titles="Site Reliability Engineer; Senior Site Reliability Engineer; Platform Engineer; Systems Administrator; Staff SRE; DevOps Engineer II", headline="Site Reliability Engineer",
  skills="Kubernetes; Terraform; Prometheus; Go; AWS; Linux; Grafana; Ansible",
  lines="Ran 60 Kubernetes clusters with a team of four.; Cut the time to recover from 50 to 12 minutes.; Moved alerting to Prometheus and Grafana.; Wrote operators in Go."),
 dict(titles="GenAI Engineer; Senior AI Engineer; Machine Learning Engineer; NLP Engineer; LLM Engineer; Research Engineer", headline="Generative AI Engineer",
  skills="LangChain; PyTorch; Python; RAG; Hugging Face Transformers; FastAPI; Prompt engineering; Docker",
  lines="Built a RAG assistant over 2 million contracts.; Fine-tuned language models with PyTorch.; Served models with FastAPI and Docker.; Evaluated prompts against 800 labelled questions."),
 dict(titles="Staff Nurse; Registered Nurse, ICU; Charge Nurse; Clinical Informatics Specialist; Health Data Analyst; Nurse Practitioner", headline="Clinical Informatics Nurse",
  skills="SQL; Microsoft Excel; Tableau; HL7 FHIR; R; Data quality",
  lines="Cared for patients on a 24-bed ward.; Trained colleagues on the electronic record.; Audited falls and reported them to the board.; Mapped local codes to HL7 FHIR."),
 dict(titles="Account Executive; Sales Development Representative; Regional Sales Manager; VP Sales, EMEA; Key Account Manager; Customer Success Manager", headline="Sales Leader",
  skills="Salesforce administration; Customer success; Go-to-market strategy; Microsoft Excel; Presentation skills; CRM",
  lines="Closed 31 new accounts worth £2.4m.; Hired and coached a team of six.; Renewed 96% of contracts.; Moved the pipeline to Salesforce."),
 dict(titles="Policy Officer; Executive Officer; Senior Policy Adviser; Statistician; Head of Analysis; Private Secretary", headline="Government Statistician",
  skills="R; SQL; Statistics; Survey design; Microsoft Excel; Power BI",
  lines="Published the quarterly labour statistics.; Briefed ministers on migration figures.; Replaced spreadsheets with pipelines in R.; Managed a team of five statisticians."),
 dict(titles="Management Consultant; Senior Consultant; Engagement Manager; Associate; Principal; Business Analyst", headline="Management Consultant",
  skills="Business analysis; PowerPoint; Microsoft Excel; Stakeholder management; SQL; Power BI; Change management",
  lines="Led the operating model work for a retail bank.; Built the business case for a new warehouse.; Ran workshops with 40 stakeholders.; Sized the market for electric vans."),
 dict(titles="Freelance UX Designer; UX Researcher; Product Designer; Senior Product Designer; Design Lead; Web Designer", headline="Product Designer",
  skills="Figma; User research; Design systems; HTML; CSS; Interaction design; Accessibility",
  lines="Designed the booking flow for a ferry line.; Set up a design system in Figma used by nine teams.; Tested prototypes with 60 users.; Improved accessibility to WCAG AA."),
 dict(titles="Research Assistant; Postdoctoral Researcher; Lecturer in Statistics; Assistant Professor; PhD Researcher; Visiting Scholar", headline="Statistician and Lecturer",
  skills="R; Python; Bayesian statistics; Causal inference; LaTeX; MATLAB; Statistics",
  lines="Taught Bayesian statistics to 120 students.; Supervised three doctoral students.; Published on causal inference in epidemiology.; Won a grant of €300,000."),
 dict(titles="Software Engineering Intern; Working Student; Teaching Assistant; Data Science Intern; Student Ambassador; Barista", headline="Computer Science Student",
  skills="Java; Python; Git; SQL; React; JavaScript; C++",
  lines="Wrote unit tests in Java for the billing service.; Built a dashboard with React.; Helped 30 students with algorithms.; Served customers and trained two new starters."),
 dict(titles="Infantry Officer; Platoon Commander; Signals Engineer; Logistics Officer; Operations Manager; Programme Manager", headline="Operations Manager (veteran)",
  skills="Programme management; Risk management; Microsoft Project; Stakeholder management; Lean and Six Sigma; People management",
  lines="Led 32 soldiers on two deployments.; Planned the movement of 400 vehicles.; Ran radio networks across three bases.; Cut stock losses by a fifth."),
 dict(titles="Head Chef; Restaurant Manager; Front Desk Agent; Junior Web Developer; Frontend Developer; Shift Supervisor", headline="Frontend Developer",
  skills="JavaScript; React; TypeScript; HTML; CSS; Node.js; Git",
  lines="Ran a kitchen of nine for 120 covers a night.; Built booking pages with React and TypeScript.; Looked after guests at the front desk.; Shipped features each week with a team of four."),
 dict(titles="Senior Software Engineer; Software Engineer; Principal Engineer; Engineering Manager; Backend Developer; CTO & Co-Founder", headline="Software Engineer",
  skills="Go; PostgreSQL; Kubernetes; gRPC; Redis; AWS; Python; Apache Kafka",
  lines="Rewrote the ledger in Go; it now posts 4,000 entries a second.; Split the monolith into eleven services with gRPC.; Hired six engineers.; Moved events to Apache Kafka."),
 dict(titles="Data Engineer; Lead Data Engineer; BI Developer; Big Data Engineer; Data Architect; ETL Developer", headline="Data Engineer",
  skills="Apache Spark; Airflow; Snowflake; dbt; Python; SQL; Azure Data Factory; Databricks",
  lines="Moved nightly loads to Airflow and Spark.; Modelled sales in Snowflake with dbt.; Cut warehouse cost by 38%.; Migrated 200 reports from SSIS to Databricks."),
 dict(titles="Marketing Coordinator; Marketing Manager; Growth Marketer; Content Strategist; Brand Manager; Chief Marketing Officer", headline="Marketing Manager",
  skills="Google Analytics; Search engine optimisation; SQL; Content writing; Social media; A/B testing",
  lines="Doubled organic traffic in a year.; Ran paid campaigns with a budget of $1.2m.; Wrote the brand guidelines.; Measured campaigns with Google Analytics."),
 dict(titles="Accountant; Financial Analyst; Finance Manager; Auditor; Treasury Analyst; Financial Controller", headline="Financial Analyst",
  skills="Microsoft Excel; SQL; Power BI; Accounting; SAP S/4HANA; Financial modelling",
  lines="Closed the books in four days.; Built the rolling forecast in Excel.; Audited 20 subsidiaries.; Introduced Power BI for the board pack."),
], "de": [
 dict(titles="Softwareentwickler; Senior Softwareentwickler; Teamleiter Entwicklung; Werkstudent IT; Fachinformatiker für Anwendungsentwicklung; Leiter Softwareentwicklung", headline="Softwareentwickler",
  skills="Java; Spring Boot; PostgreSQL; Docker; Kubernetes; Git; Angular",
  lines="Entwicklung von Diensten in Java und Spring Boot.; Einführung von Docker und Kubernetes.; Betreuung der Auszubildenden.; Umstellung auf PostgreSQL."),
 dict(titles="Datenanalyst; Data Scientist; Business-Intelligence-Entwickler; Referent Datenanalyse; Praktikant Controlling; Controller", headline="Datenanalyst",
  skills="SQL; Python; Power BI; R; Microsoft Excel; SAP BW",
  lines="Aufbau von Berichten in Power BI.; Auswertung der Verkaufszahlen mit SQL und Python.; Planung und Forecast.; Schulung der Fachbereiche."),
 dict(titles="Projektleiterin; IT-Projektmanagerin; Sachbearbeiterin; Assistentin der Geschäftsführung; Product Ownerin; Abteilungsleiterin", headline="IT-Projektmanagerin",
  skills="Product ownership; Jira administration; Confluence; Stakeholder management; Microsoft Project; PRINCE2",
  lines="Leitung der Einführung eines ERP-Systems.; Steuerung von drei Dienstleistern.; Organisation von Terminen und Reisen.; Moderation der Workshops."),
 dict(titles="Systemadministrator; IT-Systemelektroniker; DevOps Engineer; Cloud Architekt; IT-Sicherheitsbeauftragter; Netzwerktechniker", headline="Cloud Architekt",
  skills="Linux; Terraform; AWS; Ansible; VMware; Python",
  lines="Betrieb von 300 Servern.; Automatisierung mit Ansible und Terraform.; Migration nach AWS.; Einführung eines ISMS."),
 dict(titles="Gesundheits- und Krankenpflegerin; Stationsleiterin; Pflegedienstleitung; Lehrerin für Pflege; Dokumentationsassistentin; Medizinische Informatikerin", headline="Medizinische Informatikerin",
  skills="SQL; Microsoft Excel; Data quality; HL7 FHIR",
  lines="Pflege auf einer Station mit 28 Betten.; Leitung eines Teams von zwölf.; Einführung der elektronischen Akte.; Auswertung von Qualitätsdaten mit SQL."),
], "fr": [
 dict(titles="Développeur web; Développeur full stack; Lead développeur; Alternant développeur; Ingénieur logiciel; Architecte logiciel", headline="Développeur full stack",
  skills="JavaScript; React; Node.js; PostgreSQL; Docker; Git; TypeScript",
  lines="Développement d'applications avec React et Node.js.; Migration vers TypeScript.; Encadrement de deux alternants.; Mise en place de Docker."),
 dict(titles="Analyste de données; Data scientist; Ingénieure données; Chargée d'études statistiques; Stagiaire data; Responsable BI", headline="Data scientist",
  skills="Python; SQL; Power BI; R; scikit-learn; Statistics",
  lines="Analyse des ventes avec SQL et Python.; Tableaux de bord Power BI pour la direction.; Modèle de prévision avec scikit-learn.; Enquêtes auprès de 2 000 ménages."),
 dict(titles="Chef de projet; Cheffe de projet digital; Directrice de projet; Assistante de direction; Consultante; Responsable produit", headline="Cheffe de projet",
  skills="Jira administration; Stakeholder management; Microsoft Project; PowerPoint; Product ownership",
  lines="Pilotage d'un budget de 1,2 M€.; Animation des comités.; Déploiement d'un nouvel ERP sur douze sites.; Organisation des déplacements."),
 dict(titles="Administrateur systèmes; Ingénieur DevOps; Technicien support; Analyste SOC; Consultant cybersécurité; Responsable infrastructure", headline="Ingénieur DevOps",
  skills="Linux; Kubernetes; Terraform; Ansible; Splunk; AWS",
  lines="Exploitation de 200 serveurs Linux.; Automatisation avec Ansible.; Traitement des alertes dans Splunk.; Migration vers AWS."),
], "es": [
 dict(titles="Desarrollador web; Desarrollador backend; Ingeniero de software; Jefe de proyecto; Becario de desarrollo; Arquitecto de software", headline="Ingeniero de software",
  skills="Java; Spring Boot; MySQL; Docker; Git; Angular",
  lines="Desarrollo de servicios en Java y Spring Boot.; Diseño de la base de datos en MySQL.; Coordinación de cuatro personas.; Despliegue con Docker."),
 dict(titles="Analista de datos; Científica de datos; Analista de negocio; Ingeniera de datos; Profesora de matemáticas; Responsable de BI", headline="Analista de datos",
  skills="SQL; Python; Power BI; Tableau; Microsoft Excel; Statistics",
  lines="Análisis de ventas con SQL y Python.; Cuadros de mando en Power BI.; Clases de matemáticas a 30 alumnos.; Automatización de informes."),
 dict(titles="Administrador de sistemas; Técnico de soporte; Ingeniero DevOps; Analista de seguridad; Consultor cloud; Auxiliar administrativo", headline="Ingeniero DevOps",
  skills="Linux; Kubernetes; Terraform; AWS; Ansible; Splunk",
  lines="Administración de 150 servidores.; Automatización con Ansible.; Migración a AWS.; Atención a 300 usuarios."),
]}

SCHOOLS = {"en": """University of Northmoor @ Manchester, UK
Marlowe State University @ Atlanta, GA
Saltash Institute of Technology @ Plymouth, UK
Kenning College London @ London, UK
UC Larkspur @ San Diego, CA
Trinity College Wexham @ Dublin, Ireland
Indian Institute of Science and Design @ Bengaluru, India
The Open College
General Assembly @ London, UK
Hudson Valley Community College of Art @ Troy, NY
U.S. Naval Staff College @ Newport, RI
Le Wagon Academy @ London, UK
National University of Singapura @ Singapore
MIT of the Midlands @ Birmingham, UK
École Polytechnique de Lausanne-Est @ Lausanne, Switzerland
St. Aldate's College, Oxbridge => St. Aldate's College @ Oxford, UK""", "de": """Technische Universität Erlenstadt @ Darmstadt
Hochschule Rheintal @ Konstanz
Universität Wiesengrund @ Essen
Ludwig-Uhland-Universität @ Tübingen
FH Nordhausen @ Nordhausen
Duale Hochschule Oberland @ Ravensburg
TH Elbufer @ Hamburg
RWTH Eifel @ Aachen""", "fr": """Université de Sologne @ Orléans
École d'ingénieurs du Rhône @ Lyon
INSA du Littoral @ Rennes
IUT de Valmont @ Rouen
ESSEG Business School @ Paris
Sorbonne Est @ Paris""", "es": """Universidad de Tierra Alta @ Salamanca
Universidad Politécnica del Tajo @ Toledo
Universitat del Mar @ Valencia
IES Miguel Hernández @ Alicante
Escuela de Negocios del Norte @ Bilbao
UNID @ Madrid"""}

# shown; the degree; level; field
DEGREES = {"en": """BSc Computer Science; BSc; bachelor; Computer Science
Bachelor of Science in Economics; Bachelor of Science; bachelor; Economics
MSc, Data Science; MSc; master; Data Science
Master of Business Administration (MBA); Master of Business Administration; master;
B.A. English Literature; B.A.; bachelor; English Literature
PhD in Statistics; PhD; doctor; Statistics
B.Tech in Electronics and Communication; B.Tech; bachelor; Electronics and Communication
Bachelor of Engineering - Mechanical Engineering; Bachelor of Engineering; bachelor; Mechanical Engineering
M.S. in Computer Engineering; M.S.; master; Computer Engineering
Bachelor of Nursing; Bachelor of Nursing; bachelor; Nursing
BA (Hons) History; BA (Hons); bachelor; History
Master of Public Policy; Master of Public Policy; master; Public Policy
Associate of Applied Science in Web Development; Associate of Applied Science; associate; Web Development
LLB Law; LLB; bachelor; Law
MEng Aerospace Engineering; MEng; master; Aerospace Engineering
Bachelor's degree, Marketing; Bachelor's degree; bachelor; Marketing""", "de": """B.Sc. Wirtschaftsinformatik; B.Sc.; bachelor; Wirtschaftsinformatik
Master of Science Informatik; Master of Science; master; Informatik
Diplom-Ingenieur Maschinenbau; Diplom-Ingenieur; master; Maschinenbau
Bachelor of Arts in Betriebswirtschaft; Bachelor of Arts; bachelor; Betriebswirtschaft
Promotion in Physik; Promotion; doctor; Physik
M.A. Soziologie; M.A.; master; Soziologie""", "fr": """Master en informatique; Master; master; informatique
Licence de mathématiques; Licence; bachelor; mathématiques
Diplôme d'ingénieur, génie logiciel; Diplôme d'ingénieur; master; génie logiciel
BTS Services informatiques; BTS; associate; Services informatiques
Doctorat en économie; Doctorat; doctor; économie
DUT Informatique; DUT; associate; Informatique""", "es": """Grado en Ingeniería Informática; Grado; bachelor; Ingeniería Informática
Máster en Ciencia de Datos; Máster; master; Ciencia de Datos
Licenciatura en Matemáticas; Licenciatura; bachelor; Matemáticas
Grado en Economía; Grado; bachelor; Economía
Doctorado en Física; Doctorado; doctor; Física"""}

CERTS = """AWS Certified Solutions Architect – Associate; Amazon Web Services
Certified Kubernetes Administrator; CNCF
Certified Kubernetes Administrator (CKA); The Linux Foundation
Certified Information Systems Security Professional; ISC2
Certified Information Systems Security Professional (CISSP); (ISC)²
CompTIA CySA+; CompTIA
CompTIA Network+; CompTIA
Certified ScrumMaster; Scrum Alliance
Certified ScrumMaster (CSM); Scrum Alliance
Microsoft Certified: Azure Administrator Associate; Microsoft
Microsoft Certified: Azure Fundamentals; Microsoft
Databricks Certified Data Engineer Associate; Databricks
Certified Ethical Hacker; EC-Council
Chartered Financial Analyst; CFA Institute
Docker Certified Associate; Docker
Certified Information Security Manager; ISACA
Certified Information Systems Auditor (CISA); ISACA
AWS Certified Cloud Practitioner; AWS
dbt Analytics Engineering Certification; dbt Labs
DeepLearning.AI Deep Learning Specialization; Coursera
Cisco Certified Network Associate (CCNA); Cisco
AWS Certified Security – Specialty; AWS"""

# section; kind; name; line
WORKS = {"en": """projects; project; Tram Times; a web app that shows the next trams, with React and Node.js
projects; repository; fogbank; command line tool for log search in Go (github.com/OWNER/fogbank)
projects; repository; tidy-ledger; double-entry bookkeeping in Python, 300 stars. github.com/OWNER/tidy-ledger
projects; project; Allotment planner; plans beds by season; PostgreSQL and Django
opensource; repository; kubesprout; maintainer; Kubernetes operator in Go. https://github.com/OWNER/kubesprout
opensource; repository; rainplot; plots for pandas, 12 contributors. https://github.com/OWNER/rainplot
papers; paper; Forecasting demand with sparse priors; Proceedings of the Northern Forecasting Conference, 2022
papers; paper; A survey of rainfall models; Journal of River Studies 14(2), 2021. doi.org/10.5555/jrs.2021.14
talks; talk; Alerts that let you sleep; SREday London, 2023
talks; talk; What teachers know about data; PyData Leeds, 2024
awards; competition; Hackathon winner, HackNorth; a triage bot for clinics, 2022
awards; competition; Kaggle: Store Sales; silver medal, top 4%, 2023
awards; none; Employee of the Year; 2021
awards; none; Dean's List; 2018
volunteer; project; Food bank database; rebuilt the stock database, 2020
volunteer; community; Organiser, Leeds Go meetup; monthly talks, 2019""", "de": """projects; project; Wetterstation; Messwerte mit Python und Grafana
projects; repository; brotzeit; Rezeptverwaltung in Go, github.com/OWNER/brotzeit
papers; paper; Prognosen mit kleinen Daten; Zeitschrift für Statistik 8, 2021
talks; talk; Monitoring ohne Lärm; DevOps Tage Köln, 2023
awards; competition; Hackathon Sieger, Hack Hessen; 2022""", "fr": """projects; project; Suivi des marées; application React, données ouvertes
projects; repository; petit-seau; outil en Python, github.com/OWNER/petit-seau
papers; paper; Prévoir avec peu de données; Revue de statistique 8, 2021
talks; talk; Des alertes utiles; DevOps Lyon, 2023""", "es": """projects; project; Mapa de fuentes; aplicación en React con datos abiertos
projects; repository; cuaderno; herramienta en Python, github.com/OWNER/cuaderno
talks; talk; Alertas útiles; DevOps Madrid, 2023"""}

DESCRIPTORS = {"en": ["B2B payments company, 200 people", "Series B fintech", "Online marketplace for used bikes (120 employees)", "Leading provider of dental software in the UK", "Global consumer goods company with 30,000 employees", "www.example.com", "Public sector body"],
 "de": ["Mittelständischer Maschinenbauer, 400 Mitarbeitende", "Versicherungs-Start-up", "IT-Dienstleister für Kommunen"], "fr": ["Éditeur de logiciels, 80 personnes", "Start-up santé"], "es": ["Empresa de software, 60 empleados", "Startup de logística"]}

NAMES = {"en": "Maren Oakhollow; Tobias Finchley-Rhodes; Priyanka Varadkar; Desmond Okonjo; Saoirse Kilbane; Li Wenhua; Jordan Ellery; Grace Mbatha; Hamish Strathearn; Noor Al-Rashidi; Caleb Whitlow; Yuki Tanabe; Rosalind Peverell; Mateus Carvalhal; Anneke van der Meulen; Bartholomew Quist; Imani Osterhaus; Dara Singh Bhullar; Fergus McIlwraith; Zofia Wrzesniewska",
 "de": "Friederike Haselbach; Jörg Lindwurm; Anna-Lena Krautwald; Mehmet Yildirim; Sven Ole Petersen; Dr. Katharina Mosbacher", "fr": "Élodie Marchenoir; Jean-Baptiste Lavallière; Fatou Ndiaye; Romain Quesnel", "es": "María José Arrabal Pinto; Álvaro Quintanilla; Lucía Benavente Soto; Íñigo Zubiaurre"}

HOMES = {"en": "Leeds, UK; Manchester, United Kingdom; Austin, TX; San Francisco, CA; Brooklyn, NY; London; Bristol; Edinburgh, Scotland; Toronto, ON; Toronto, Canada; Bengaluru, India; Pune, Maharashtra, India; Sydney, NSW; Dublin, Ireland; Dubai, UAE; Nairobi, Kenya; Denver, Colorado; Minneapolis, MN 55401; Greater London, UK; San Francisco Bay Area; Lagos, Nigeria; Kitchener, ON, Canada; Amsterdam, The Netherlands; Berlin, Germany; Cambridge, MA; Boise, ID; Swansea, Wales; Norwich; Chapel Hill, NC; Cheltenham, Gloucestershire",
 "de": "Berlin; 50667 Köln; München, Deutschland; Wien; Zürich, Schweiz; Leipzig; 79098 Freiburg im Breisgau; Hamburg-Altona; Erlangen; Graz, Österreich", "fr": "Paris; 69003 Lyon; Nantes (44); Lille, France; Toulouse; Genève, Suisse; 33000 Bordeaux; Montréal, QC; Villeurbanne; Bruxelles", "es": "Madrid; 28013 Madrid; Barcelona, España; Sevilla; Valencia; Getafe (Madrid); Ciudad de México; Bilbao; 46001 Valencia; Alcalá de Henares"}

EMPLOYERS_MORE = """
The Kitchen at Fold Street @ Leeds, UK
Centre for Learning at Harrow Row @ London, UK
Bar at the Folly @ Oxford, UK
Kern/Lowe @ Berlin, Germany
Studio: North @ Glasgow, UK
Houghton - Mill Digital @ Boston, MA
Northwind – Labs @ Austin, TX
Marks + Weller @ London, UK
B&J @ London, UK
AR&D @ Dallas, TX
S&W Outdoor @ Denver, CO
3N @ St. Paul, MN
O3 @ Slough, UK
E.OM @ Essen, Germany
7-Twelve @ Tokyo, Japan
Yippee! @ San Francisco, CA
What's Next? @ Brighton, UK
Box & Bow @ Redwood City, CA
Stripes @ San Francisco, CA
Block 9 @ Oakland, CA
Square Meal @ London, UK
Target Zero @ Manchester, UK
Slate @ New York, NY
Notion Coffee @ Bath, UK
May & Co @ York, UK
Summer Fields School @ Oxford, UK
1871 Dairy @ Chicago, IL
Studio 2020 @ Milan, Italy
March Hare Café @ Cambridge, UK
Winter's Hardware @ Buffalo, NY
August Health @ San Diego, CA
Fourth of May @ Lisbon, Portugal
Q4 Labs @ Denver, CO
October Films @ London, UK
Friday's Bakehouse @ Leeds, UK
Skills Development Carrick @ Glasgow, UK
Education First Steps @ Luton, UK
Profile Books & Maps @ London, UK
Languages Direct @ Leicester, UK
Projects for People @ Bristol, UK
Experience Days @ London, UK
Reference Point @ Leeds, UK
Summary Justice Project @ London, UK
Polish Kitchen @ Chicago, IL
French & Daughters @ Exeter, UK
Tableau Vivant @ Ghent, Belgium
Snowflake Bakery @ Oslo, Norway
Rust & Iron @ Sheffield, UK
Ruby's Diner @ Irvine, CA
Java Hut @ Seattle, WA
Scala Theatre @ London, UK
Women in Data North @ Leeds, UK
Royal Navy @ Portsmouth, UK
U.S. Marine Corps @ San Diego, CA
HM Prison Wexmoor @ York, UK
HMRC North @ Newcastle upon Tyne, UK
Metropolitan Transit Authority of Larkhaven @ New York, NY
Department for Towns @ London, UK
Cabinet Secretariat @ London, UK
Home Affairs Agency @ Croydon, UK
St Hilda's C of E Primary @ Whitby, UK
Hope Valley College @ Sheffield, UK
King Edward's @ Birmingham, UK
Theatre Royal Saltmarket @ Newcastle upon Tyne, UK
Blue Door Restaurant Group @ Chicago, IL
The Wharf @ Cardiff, UK
Dr. Fennel @ Leeds, UK
Mr & Mrs Plum @ Leeds, UK
Aunt Josie's @ Charleston, SC
Amazing Web Works @ Seattle, WA
Gaggle Deep Research @ London, UK
JP Marlin & Co. @ New York, NY
Deloitti @ London, UK
Mc Kinley & Partners @ London, UK
BCJ @ Boston, MA
Accentive @ Dublin, Ireland
PwD UK @ London, UK
Cap Ferrat Consulting Group @ Paris, France
Meridian Health (Nashville office) => Meridian Health @ Nashville, TN
Nordhaven (via Hays) => Nordhaven @ Oslo, Norway
Lumen & Oak [acquired by Birch] => Lumen & Oak @ Boston, MA
Wayfarer, now Wayline @ Boston, MA
Client: Barlow Bank => Barlow Bank @ London, UK
Pixel Farm Games @ Dundee, UK
Human Made AI @ San Francisco, CA
Prompt House @ Berlin, Germany
Synthetic Minds @ Paris, France
Anthropos Labs @ San Francisco, CA
openmind @ London, UK
deepwell.ai @ London, UK
Cohort AI @ Toronto, Canada
Hugging Bear @ Brooklyn, NY
Perimeter 81A @ Tel Aviv, Israel
Zero Day Defence @ Cheltenham, UK
Red Team Partners @ Reading, UK
Black Hatch Security @ Austin, TX
GCHR @ Cheltenham, UK
National Grid Control @ Warwick, UK
Critical Path @ Leeds, UK
Uptime Works @ Dublin, Ireland
Cloud Nine Hosting @ Dallas, TX
Five Nines @ Dublin, Ireland
Pager & Sons @ Austin, TX
Incident.io @ London, UK
Monzero Bank @ London, UK
Rivolut @ London, UK
Wisely @ London, UK
Product School North @ Manchester, UK
Roadmap Studio @ Leeds, UK
Backlog @ Fukuoka, Japan
MVP Factory @ Berlin, Germany
Growth Tribe House @ Amsterdam, Netherlands
Career break
Parental leave
"""
